// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/carrier_view.h"

#include "dsp/lte/numerology.h"

namespace boresight::dsp::lte {

void CarrierView::load(IqSpan block) {
    block_ = block;
    loaded_ = 0;
}

CarrierView::Samples CarrierView::at(int multiple, double carrier_hz) {
    if (rate_hz_ == multiple * base_rate_hz) return {block_, carrier_hz};
    auto& channelizer = channelizers_[multiple];
    if (!channelizer) channelizer = std::make_unique<Channelizer>(rate_hz_, multiple * base_rate_hz);
    if (loaded_ != multiple) channelizer->load(block_);
    loaded_ = multiple;
    channelizer->extract(carrier_hz, narrow_);
    return {narrow_, 0};
}

}  // namespace boresight::dsp::lte
