// SPDX-License-Identifier: GPL-3.0-or-later
#include "phone/phone_page.h"

#include <algorithm>

#include "phone/host.h"
#include "phone/session.h"
#include "phone/web.h"

namespace boresight::phone {

namespace {

DoorLimits with_room_for(std::size_t phones, DoorLimits limits) {
    limits.threads = std::max(limits.threads, phones + 2);
    return limits;
}

}  // namespace

struct PhonePage::Parts {
    explicit Parts(const PhonePageSetting& setting)
        : session(setting.most_phones, greeting_json(setting.greeting)),
          web(session, setting.address, setting.port, with_room_for(setting.most_phones, setting.doors)) {}

    Session session;
    Web web;
    std::uint64_t question = 0;
};

PhonePage::PhonePage(const PhonePageSetting& setting) : parts_(std::make_unique<Parts>(setting)) {}

PhonePage::~PhonePage() = default;

int PhonePage::port() const {
    return parts_->web.port();
}

const std::string& PhonePage::token() const {
    return parts_->session.token;
}

std::string PhonePage::url(const std::string& address) const {
    return "http://" + authority(address, port()) + "/#" + token();
}

void PhonePage::show(const PageState& state) {
    if (state.question != parts_->question) parts_->session.board.ask(parts_->question = state.question);
    parts_->session.board.show(state_json(state));
}

std::optional<Answer> PhonePage::take_answer() {
    return parts_->session.board.take_answer();
}

std::size_t PhonePage::phones_watching() const {
    return parts_->session.phones.watching();
}

void PhonePage::stop() {
    parts_->web.stop();
}

}  // namespace boresight::phone
